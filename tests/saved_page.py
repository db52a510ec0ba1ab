"""A news page as a browser saves it, which says in several ways what it is. All people and places are invented."""

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Ice | Ellery Post</title>
<meta property="og:title" content="Harbour freezes"><meta property="og:site_name" content="Ellery Post">
<link rel="canonical" href="https://post.example/ice"><meta name="news_keywords" content="Ice, Harbour">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
{"@type": "NewsArticle", "headline": "Harbour freezes over", "datePublished": "2024-01-08T23:30:00-05:00",
"author": [{"@type": "Person", "name": "Ora Linden"}, {"@type": "Person", "name": "Jon Marsh"}],
"publisher": {"@type": "Organization", "name": "The Ellery Post"}, "articleSection": ["Shipping", "Local"]}]}</script>
</head><body><nav><a href="/">Home</a> <a href="/s">Shipping</a></nav><article><h1>Harbour freezes over</h1>
<p>The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall for the wind to turn.</p>
<h2>Waiting for wind</h2>
<p>“We have not seen this in thirty years,” said Edda Núñez, who has run the pilot station since it was built.</p>
<p>The council will meet on Friday to decide whether the old icebreaker can be used again, a spokesman said.</p>
</article><footer><p>© 2024 Ellery Post</p></footer></body></html>"""
