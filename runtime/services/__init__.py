"""What the site does with the dataset; each call takes the actor. Does not depend on Flask or Jinja."""
