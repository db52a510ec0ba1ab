"""`python -m api` is the command `onrecord`."""

from api.cli import main

if __name__ == "__main__":
    main(prog_name="onrecord")
