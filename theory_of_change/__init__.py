"""The theories of change of the taskforce: texts that staff can edit, read and checked here."""
