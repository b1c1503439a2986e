"""`python -m macros.pakking`: pack what has changed."""

from macros.pakking.bunt import main

raise SystemExit(main())
