"""``python -m consilience`` is the command ``consilience``."""

from consilience.cli import main

main()
