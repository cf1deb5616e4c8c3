"""Facts: whose they are, and changing one."""
