"""The pages of business owners."""
