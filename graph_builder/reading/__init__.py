"""Files → articles: text, HTML, JSON; header, date, dateline, credits; what is not the article is left out.

>>> import io
>>> reader = ArticleReader(standard_input=io.BytesIO(b"QUITO (Reuters) - The port is open again, he said."))
>>> [article] = reader.read(["-"])
>>> article.agency, article.paragraphs[0].text, reader.problems
('Reuters', 'The port is open again, he said.', [])
"""

from graph_builder.reading.files import ENDINGS, ArticleReader, read_line

__all__ = ["ENDINGS", "ArticleReader", "read_line"]
