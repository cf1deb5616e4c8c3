"""Translation: what is asked of translators, what they gave, and whether it may be published."""
