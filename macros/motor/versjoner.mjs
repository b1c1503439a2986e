// Prints, as JSON, the versions of what is built into Pyodide's engine, as the engine itself tells them.
import { loadPyodide } from "pyodide";

const py = await loadPyodide();
console.log(
  py.runPython(`
import _decimal, ctypes, json, pyexpat, sqlite3, sys, zlib
from compression.zstd import zstd_version

def av(navn):
    spor = getattr(ctypes.CDLL(None), navn)
    spor.restype = ctypes.c_char_p
    return spor().decode()

json.dumps({
    "cpython": sys.version.split()[0],
    "emscripten": ".".join(map(str, sys._emscripten_info.emscripten_version)),
    "zlib": zlib.ZLIB_RUNTIME_VERSION,
    "sqlite": sqlite3.sqlite_version,
    "expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
    "libmpdec": _decimal.__libmpdec_version__,
    "zstd": zstd_version,
    "bzip2": av("BZ2_bzlibVersion").split(",")[0],
    "xz": av("lzma_version_string"),
})`),
);
