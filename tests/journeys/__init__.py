"""Journeys over HTTP: what a business owner meets, from the portal to the receipt."""
