"""``python -m onceonly``: the command line."""

from onceonly.command_line import main

if __name__ == "__main__":
    main(prog_name="onceonly")
