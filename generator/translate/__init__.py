"""Translation: texts to translate, translations, and whether they may be published."""
