"""The preview that follows what you write: an edit is in the open browser before you have looked up.

    vakt     which files have changed
    bygger   builds, in processes that stay warm; the one room beside the door that knows the generator
    leder    what to build when, and what is wrong
    tjener   the pages, and a stream that tells each of them how things stand
    klient.mjs    in the page: loads anew, swaps style sheets, shows what is wrong; never published

May know the source by its folders, and every room that makes or checks the site. Enter by `make vis`.
"""
