"""The worksheet as a workbook that people fill offline: where everything stands, and reading it back."""
