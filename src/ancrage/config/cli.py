"""The command line: ``ancrage <command>`` runs a management command, dashes allowed."""

import os
import sys


def main() -> None:
    """Run ``ancrage import-study …`` as Django's ``import_study`` command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ancrage.config.settings")
    from django.core.management import execute_from_command_line

    arguments = list(sys.argv)
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        arguments[1] = arguments[1].replace("-", "_")
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
