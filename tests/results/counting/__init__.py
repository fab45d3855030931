"""The counting rules as drawn cases: read here, run in `test_counting`, and written into the docs by `document`."""
