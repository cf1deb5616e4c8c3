"""Printed pages: what PDF/UA asks of them, and what people see."""
