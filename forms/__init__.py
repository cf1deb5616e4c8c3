"""What a form is: the kernel that generator and runtime share."""
