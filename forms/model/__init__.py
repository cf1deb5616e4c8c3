"""What a form is: its pages, questions, route and outcome."""
