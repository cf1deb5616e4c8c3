"""Cases: the steps of a submission on its way through an agency."""
