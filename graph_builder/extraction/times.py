from graph_builder.model import TimeSpan


def find_times(parsed, lexicon):
    return ()


def get_article_date(article):
    if article.date is None:
        return TimeSpan()
    return TimeSpan(
        earliest=article.date,
        latest=article.date,
        edtf=article.date.isoformat(),
        because="the article's own date",
        evidence=article.date_evidence,
    )
