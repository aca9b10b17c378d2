"""What ``hirehall bench`` measures."""
