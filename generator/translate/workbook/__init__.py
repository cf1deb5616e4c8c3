"""Workbooks for translators who use spreadsheets."""
