"""What we may ask and where we may send people: data files, validated on load."""
