"""Everyone can use every page: what is checked, on which pages, and the proof that the checks see."""
