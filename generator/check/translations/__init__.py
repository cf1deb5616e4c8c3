"""The faults of translations: in catalogues, and in workbooks that come back."""
