"""Sources of the face (Sass, scripts, icons, logo) and what builds them; see docs/explanation/face.md."""
