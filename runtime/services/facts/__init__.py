"""Facts: which party they belong to, and changing one."""
