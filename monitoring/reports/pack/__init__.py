"""The pack for a meeting: one content from one state of the ledger, written as slides, document, workbook and page."""
