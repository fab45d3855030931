"""The mapping step: the analyst sees the sheet, says what its cells mean, and sees the rows as they will land."""

from monitoring.ui.deliver.mapping.page import change_mapping, mapping, mapping_title, to_map

__all__ = ["change_mapping", "mapping", "mapping_title", "to_map"]
