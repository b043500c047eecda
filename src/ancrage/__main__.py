"""``python -m ancrage`` is the ``ancrage`` command."""

from ancrage.config.cli import main

main()
