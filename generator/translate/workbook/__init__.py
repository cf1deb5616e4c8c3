"""Translations in a workbook, for translators who live in spreadsheets."""
