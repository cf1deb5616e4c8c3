"""Several at once: processes and threads that write, wait and are killed, and disks that fill up."""
