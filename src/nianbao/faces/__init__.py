"""How people and programs reach a desk: terminal, HTTP, the web page. Faces are thin and blind to each other."""
