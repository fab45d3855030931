"""python -m monitoring ..."""

from monitoring.commands import main

if __name__ == "__main__":
    main()
