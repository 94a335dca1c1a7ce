# ruff: noqa: N801, N815 - the names are those of the vocabularies
"""The terms that the graphs use, as canonical N-Triples terms: the ontology's own, and those of others.

The names are those of the vocabularies: ``gb.speakerAt`` is ``<https://w3id.org/graph-builder/ontology#speakerAt>``. A name
that is not here is not in the ontology: a type checker sees a misspelt one, and a test holds the list
equal to ``ontology/graph-builder.ttl``.
"""

from typing import Final

PREFIXES: Final = {
    "gb": "https://w3id.org/graph-builder/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix → namespace, for queries and exports."""

ONTOLOGY: Final = "<https://w3id.org/graph-builder/ontology>"


class gb:
    """The ontology of graph-builder."""

    # Classes
    Article: Final = "<https://w3id.org/graph-builder/ontology#Article>"
    Passage: Final = "<https://w3id.org/graph-builder/ontology#Passage>"
    Agent: Final = "<https://w3id.org/graph-builder/ontology#Agent>"
    Person: Final = "<https://w3id.org/graph-builder/ontology#Person>"
    Organization: Final = "<https://w3id.org/graph-builder/ontology#Organization>"
    GovernmentBody: Final = "<https://w3id.org/graph-builder/ontology#GovernmentBody>"
    ArmedGroup: Final = "<https://w3id.org/graph-builder/ontology#ArmedGroup>"
    NewsOutlet: Final = "<https://w3id.org/graph-builder/ontology#NewsOutlet>"
    Place: Final = "<https://w3id.org/graph-builder/ontology#Place>"
    Country: Final = "<https://w3id.org/graph-builder/ontology#Country>"
    Tenure: Final = "<https://w3id.org/graph-builder/ontology#Tenure>"
    Claim: Final = "<https://w3id.org/graph-builder/ontology#Claim>"
    Statement: Final = "<https://w3id.org/graph-builder/ontology#Statement>"
    Announcement: Final = "<https://w3id.org/graph-builder/ontology#Announcement>"
    Order: Final = "<https://w3id.org/graph-builder/ontology#Order>"
    Request: Final = "<https://w3id.org/graph-builder/ontology#Request>"
    Commitment: Final = "<https://w3id.org/graph-builder/ontology#Commitment>"
    Criticism: Final = "<https://w3id.org/graph-builder/ontology#Criticism>"
    Denial: Final = "<https://w3id.org/graph-builder/ontology#Denial>"
    Opinion: Final = "<https://w3id.org/graph-builder/ontology#Opinion>"
    NonStatement: Final = "<https://w3id.org/graph-builder/ontology#NonStatement>"
    Measure: Final = "<https://w3id.org/graph-builder/ontology#Measure>"
    Event: Final = "<https://w3id.org/graph-builder/ontology#Event>"
    Election: Final = "<https://w3id.org/graph-builder/ontology#Election>"
    RunoffElection: Final = "<https://w3id.org/graph-builder/ontology#RunoffElection>"
    ViolentIncident: Final = "<https://w3id.org/graph-builder/ontology#ViolentIncident>"
    CourtRuling: Final = "<https://w3id.org/graph-builder/ontology#CourtRuling>"
    Investigation: Final = "<https://w3id.org/graph-builder/ontology#Investigation>"
    Report: Final = "<https://w3id.org/graph-builder/ontology#Report>"
    StatusChange: Final = "<https://w3id.org/graph-builder/ontology#StatusChange>"
    Observation: Final = "<https://w3id.org/graph-builder/ontology#Observation>"
    TimeSpan: Final = "<https://w3id.org/graph-builder/ontology#TimeSpan>"
    Judgement: Final = "<https://w3id.org/graph-builder/ontology#Judgement>"
    Correction: Final = "<https://w3id.org/graph-builder/ontology#Correction>"
    Polarity: Final = "<https://w3id.org/graph-builder/ontology#Polarity>"
    Modality: Final = "<https://w3id.org/graph-builder/ontology#Modality>"
    Status: Final = "<https://w3id.org/graph-builder/ontology#Status>"
    Stance: Final = "<https://w3id.org/graph-builder/ontology#Stance>"
    Verdict: Final = "<https://w3id.org/graph-builder/ontology#Verdict>"

    # Properties
    inArticle: Final = "<https://w3id.org/graph-builder/ontology#inArticle>"
    start: Final = "<https://w3id.org/graph-builder/ontology#start>"
    end: Final = "<https://w3id.org/graph-builder/ontology#end>"
    quote: Final = "<https://w3id.org/graph-builder/ontology#quote>"
    publishedOn: Final = "<https://w3id.org/graph-builder/ontology#publishedOn>"
    publisher: Final = "<https://w3id.org/graph-builder/ontology#publisher>"
    agency: Final = "<https://w3id.org/graph-builder/ontology#agency>"
    author: Final = "<https://w3id.org/graph-builder/ontology#author>"
    contentHash: Final = "<https://w3id.org/graph-builder/ontology#contentHash>"
    readBy: Final = "<https://w3id.org/graph-builder/ontology#readBy>"
    reportedIn: Final = "<https://w3id.org/graph-builder/ontology#reportedIn>"
    evidence: Final = "<https://w3id.org/graph-builder/ontology#evidence>"
    accordingTo: Final = "<https://w3id.org/graph-builder/ontology#accordingTo>"
    polarity: Final = "<https://w3id.org/graph-builder/ontology#polarity>"
    modality: Final = "<https://w3id.org/graph-builder/ontology#modality>"
    confidence: Final = "<https://w3id.org/graph-builder/ontology#confidence>"
    speaker: Final = "<https://w3id.org/graph-builder/ontology#speaker>"
    speakerText: Final = "<https://w3id.org/graph-builder/ontology#speakerText>"
    addressee: Final = "<https://w3id.org/graph-builder/ontology#addressee>"
    cue: Final = "<https://w3id.org/graph-builder/ontology#cue>"
    content: Final = "<https://w3id.org/graph-builder/ontology#content>"
    isDirect: Final = "<https://w3id.org/graph-builder/ontology#isDirect>"
    statedOn: Final = "<https://w3id.org/graph-builder/ontology#statedOn>"
    speakerAt: Final = "<https://w3id.org/graph-builder/ontology#speakerAt>"
    cueAt: Final = "<https://w3id.org/graph-builder/ontology#cueAt>"
    contentAt: Final = "<https://w3id.org/graph-builder/ontology#contentAt>"
    about: Final = "<https://w3id.org/graph-builder/ontology#about>"
    stance: Final = "<https://w3id.org/graph-builder/ontology#stance>"
    reports: Final = "<https://w3id.org/graph-builder/ontology#reports>"
    announcedBy: Final = "<https://w3id.org/graph-builder/ontology#announcedBy>"
    announcedOn: Final = "<https://w3id.org/graph-builder/ontology#announcedOn>"
    announcedIn: Final = "<https://w3id.org/graph-builder/ontology#announcedIn>"
    status: Final = "<https://w3id.org/graph-builder/ontology#status>"
    occurredOn: Final = "<https://w3id.org/graph-builder/ontology#occurredOn>"
    changes: Final = "<https://w3id.org/graph-builder/ontology#changes>"
    toStatus: Final = "<https://w3id.org/graph-builder/ontology#toStatus>"
    by: Final = "<https://w3id.org/graph-builder/ontology#by>"
    measureType: Final = "<https://w3id.org/graph-builder/ontology#measureType>"
    leadEvidence: Final = "<https://w3id.org/graph-builder/ontology#leadEvidence>"
    target: Final = "<https://w3id.org/graph-builder/ontology#target>"
    location: Final = "<https://w3id.org/graph-builder/ontology#location>"
    participant: Final = "<https://w3id.org/graph-builder/ontology#participant>"
    perpetrator: Final = "<https://w3id.org/graph-builder/ontology#perpetrator>"
    victim: Final = "<https://w3id.org/graph-builder/ontology#victim>"
    candidate: Final = "<https://w3id.org/graph-builder/ontology#candidate>"
    indicator: Final = "<https://w3id.org/graph-builder/ontology#indicator>"
    value: Final = "<https://w3id.org/graph-builder/ontology#value>"
    maxValue: Final = "<https://w3id.org/graph-builder/ontology#maxValue>"
    unit: Final = "<https://w3id.org/graph-builder/ontology#unit>"
    unitText: Final = "<https://w3id.org/graph-builder/ontology#unitText>"
    comparator: Final = "<https://w3id.org/graph-builder/ontology#comparator>"
    period: Final = "<https://w3id.org/graph-builder/ontology#period>"
    observedAgent: Final = "<https://w3id.org/graph-builder/ontology#observedAgent>"
    inEvent: Final = "<https://w3id.org/graph-builder/ontology#inEvent>"
    contradicts: Final = "<https://w3id.org/graph-builder/ontology#contradicts>"
    certainlyContradicts: Final = "<https://w3id.org/graph-builder/ontology#certainlyContradicts>"
    holder: Final = "<https://w3id.org/graph-builder/ontology#holder>"
    office: Final = "<https://w3id.org/graph-builder/ontology#office>"
    startedOn: Final = "<https://w3id.org/graph-builder/ontology#startedOn>"
    endedOn: Final = "<https://w3id.org/graph-builder/ontology#endedOn>"
    mentionedAt: Final = "<https://w3id.org/graph-builder/ontology#mentionedAt>"
    earliest: Final = "<https://w3id.org/graph-builder/ontology#earliest>"
    latest: Final = "<https://w3id.org/graph-builder/ontology#latest>"
    edtf: Final = "<https://w3id.org/graph-builder/ontology#edtf>"
    because: Final = "<https://w3id.org/graph-builder/ontology#because>"
    judges: Final = "<https://w3id.org/graph-builder/ontology#judges>"
    verdict: Final = "<https://w3id.org/graph-builder/ontology#verdict>"
    rule: Final = "<https://w3id.org/graph-builder/ontology#rule>"
    corrects: Final = "<https://w3id.org/graph-builder/ontology#corrects>"
    action: Final = "<https://w3id.org/graph-builder/ontology#action>"
    correctedTo: Final = "<https://w3id.org/graph-builder/ontology#correctedTo>"

    # Individuals
    Affirmed: Final = "<https://w3id.org/graph-builder/ontology#Affirmed>"
    Negated: Final = "<https://w3id.org/graph-builder/ontology#Negated>"
    Asserted: Final = "<https://w3id.org/graph-builder/ontology#Asserted>"
    Possible: Final = "<https://w3id.org/graph-builder/ontology#Possible>"
    Intended: Final = "<https://w3id.org/graph-builder/ontology#Intended>"
    Conditional: Final = "<https://w3id.org/graph-builder/ontology#Conditional>"
    Alleged: Final = "<https://w3id.org/graph-builder/ontology#Alleged>"
    Proposed: Final = "<https://w3id.org/graph-builder/ontology#Proposed>"
    Announced: Final = "<https://w3id.org/graph-builder/ontology#Announced>"
    Ordered: Final = "<https://w3id.org/graph-builder/ontology#Ordered>"
    Cleared: Final = "<https://w3id.org/graph-builder/ontology#Cleared>"
    Approved: Final = "<https://w3id.org/graph-builder/ontology#Approved>"
    InForce: Final = "<https://w3id.org/graph-builder/ontology#InForce>"
    Extended: Final = "<https://w3id.org/graph-builder/ontology#Extended>"
    Ended: Final = "<https://w3id.org/graph-builder/ontology#Ended>"
    StruckDown: Final = "<https://w3id.org/graph-builder/ontology#StruckDown>"
    Rejected: Final = "<https://w3id.org/graph-builder/ontology#Rejected>"
    Supports: Final = "<https://w3id.org/graph-builder/ontology#Supports>"
    Opposes: Final = "<https://w3id.org/graph-builder/ontology#Opposes>"
    Same: Final = "<https://w3id.org/graph-builder/ontology#Same>"
    Different: Final = "<https://w3id.org/graph-builder/ontology#Different>"
    Unsure: Final = "<https://w3id.org/graph-builder/ontology#Unsure>"


def get_term(name: str) -> str:
    """Return the term of the ontology with this name.

    >>> get_term("Person")
    '<https://w3id.org/graph-builder/ontology#Person>'

    Raises:
        AttributeError: The ontology has no such term.
    """
    term: str = getattr(gb, name)
    return term


class rdf:
    """RDF."""

    type: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


class dcterms:
    """Dublin Core terms."""

    identifier: Final = "<http://purl.org/dc/terms/identifier>"
    title: Final = "<http://purl.org/dc/terms/title>"
    source: Final = "<http://purl.org/dc/terms/source>"
    isReplacedBy: Final = "<http://purl.org/dc/terms/isReplacedBy>"


class skos:
    """Simple Knowledge Organization System."""

    Concept: Final = "<http://www.w3.org/2004/02/skos/core#Concept>"
    ConceptScheme: Final = "<http://www.w3.org/2004/02/skos/core#ConceptScheme>"
    inScheme: Final = "<http://www.w3.org/2004/02/skos/core#inScheme>"
    prefLabel: Final = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    altLabel: Final = "<http://www.w3.org/2004/02/skos/core#altLabel>"


class schema:
    """schema.org."""

    sameAs: Final = "<https://schema.org/sameAs>"
