"""Cases: the status of a submission and its transitions."""
