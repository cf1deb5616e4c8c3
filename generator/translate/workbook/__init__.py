"""Translations in a workbook, for translators who work with spreadsheets."""
