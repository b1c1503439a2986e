"""From a finished site to its readers: served here, printed as PDF, and laid out for a server.

May know the files of the site and the programs that show it (Chromium, nginx); changes no rule and no text.
Enter by the Makefile: `make pdf`, `make klar`; the preview and the tests serve by `server`.
"""
