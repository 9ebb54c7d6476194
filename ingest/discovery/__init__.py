"""What a page or sitemap leads to: feeds, statements and further pages."""
