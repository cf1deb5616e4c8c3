"""The model of forms that generator and runtime share."""
