"""The words that names of organisations are made of besides what sets them apart.

The lists are ours, a convention of this program: legal forms, words that say nothing (*hollow*),
lines of trade, kinds of institutions, places, words too common to stand for one organisation.
"""

from __future__ import annotations

import re


def listed(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


LEGAL = listed(
    "inc incorporated llc ltd limited corp corporation co company cos gmbh mbh ag sa sas sasu sarl"
    " eurl plc se sca ab publ oy oyj as asa aps hf ehf bv nv cv bvba cvba vof pty pte pvt private"
    " pbc pllc llp lp pc kg kgaa ohg gbr ev eg ug spa srl sapa snc kk yk gk aisbl asbl vzw sdn bhd"
    " berhad tbk persero jsc pjsc ojsc cjsc ooo pao oao zao ltda limitada lda eireli mei sro spol"
    " doo dd ad eood ood kft zrt nyrt bt uab sia ou tov pcl wll fze fzc fzco dac clg unlimited"
    " kabushiki kaisha yugen aktiengesellschaft aktiebolag kommanditgesellschaft"
    " sabdecv sadecv srldecv sab sti saoc saog psc ooo ооо пао оао зао ао тоо"
)
LEGAL_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "gesellschaft mit beschrankter haftung",
        "public company limited",
        "public limited company",
        "limited liability company",
        "joint stock company",
        "societe anonyme",
        "sociedad anonima",
        "sociedade anonima",
        "societa per azioni",
        "naamloze vennootschap",
        "besloten vennootschap",
        "sa de cv",
        "sab de cv",
        "s de rl de cv",
        "srl de cv",
        "sp z oo",
        "sp zoo",
        "fz llc",
        "eingetragener verein",
    )
)
LEGAL_FIRST = listed("pt cv ooo pao oao zao uab ab ооо пао оао зао ао тоо")
# Legal words whose first letter often stands in an acronym: TSMC, SMIC, CATL.
LEGAL_SPOKEN = listed("company corporation limited group co corp ltd")

HOLLOW = listed(
    "technologies technology tech group groep gruppe gruppen grupo gruppo groupe holding holdings"
    " international intl global worldwide enterprise enterprises industries industry com netcom"
)
TRADE = listed(
    "software systems system services service solutions networks network networking platforms"
    " platform labs studios studio communications communication telecommunications association"
    " foundation development online science sciences semiconductor semiconductors motor motors"
    " electronics electronic pharmaceutical pharmaceuticals pharma chemical chemicals computer"
    " computers computing interactive entertainment media digital robotics consulting analytics"
    " automotive information mobile telecom cable trading vision manufacturing engineering"
    " innovation innovations products project games"
)
# Trades that one firm names now this, now that way; services and solutions say nothing.
SECTORS = {
    word: found
    for found, words in {
        "software": "systems system networks network networking platforms platform labs computer"
        " computers computing digital information mobile telecom communications communication"
        " telecommunications online",
        "": "services service solutions consulting development innovation innovations engineering"
        " products",
        "science": "sciences",
        "pharma": "pharmaceutical pharmaceuticals",
        "motor": "motors automotive",
        "semiconductor": "semiconductors",
        "electronic": "electronics",
        "chemical": "chemicals",
        "studio": "studios",
    }.items()
    for word in words.split()
}
REGIONS = listed(
    "usa us america americas china japan europe emea apac asia pacific uk germany deutschland"
    " india korea singapore france italy italia spain espana netherlands nederland poland polska"
    " sweden norway finland denmark switzerland schweiz austria belgium ireland israel turkey"
    " brazil brasil mexico canada australia taiwan thailand vietnam indonesia malaysia russia"
    " philippines africa nordic iberia benelux"
)
PLACES = listed(
    "beijing shanghai shenzhen hangzhou guangzhou nanjing suzhou chengdu wuhan xian tianjin"
    " chongqing hefei changsha xiamen qingdao ningbo dalian jinan wuxi dongguan zhuhai foshan"
    " hubei hunan guangdong zhejiang jiangsu shandong sichuan fujian hebei henan anhui"
    " hong kong taipei macau"
)
INSTITUTES = listed(
    "university college institute institutes academy school faculty hospital bank ministry"
    " department society council commission authority center agency laboratory laboratories"
    " federation union chamber museum library clinic committee bureau"
)
# Two universities each: the order of words tells them apart.
ORDER_MATTERS = listed("washington miami york newcastle victoria pacific trinity dayton")
COMMON = listed(
    "general national american british canadian chinese european asian united international global"
    " first second advanced applied digital smart open data cloud cyber new one blue red green"
    " black white gold golden silver sun star great grand northern southern eastern western north"
    " south east west central pacific atlantic universal standard modern future next air sea ocean"
    " royal imperial public federal state city computer software network information internet"
    " mobile power energy electric electronic micro nano net web tech inter trans dynamic"
    " integrated precision creative strategic professional premier prime total best pro super"
    " allied associated consolidated continental common independent industrial commercial"
    " financial medical health life home world earth space community social human business bank"
    " institute center university college school association foundation society nippon deutsche"
    " china japan korea india taiwan hong kong singapore beijing shanghai shenzhen europe america"
    " saudi emirates royale delta alpha beta omega sigma apex summit pioneer eagle lion phoenix"
)
SMALL = listed("of for the and de des du del della delle la le les et und der die das fur a an in")

# Words with one meaning, as they stand in names of several languages and in citation indexes.
SAME_WORD = {
    word: found
    for found, words in {
        "university": "univ universitat universitaet universite universidad universita universiteit"
        " universitet universidade universitas uni",
        "technical": "technische technisch tech technol",
        "technology": "technologies",
        "institute": "inst instituto institut istituto",
        "national": "natl nacional nazionale nationale",
        "academy": "acad academia akademie",
        "science": "sci sciences",
        "center": "centre centro centrum zentrum ctr",
        "organization": "organisation org",
        "laboratory": "lab labs laboratories",
        "association": "assoc assn",
        "international": "intl int",
        "department": "dept",
        "manufacturing": "mfg",
        "brothers": "bros",
        "systems": "sys syst",
        "engineering": "engn eng",
        "research": "res",
        "hospital": "hosp",
        "college": "coll",
        "saint": "st",
        "munich": "munchen muenchen",
        "vienna": "wien",
        "cologne": "koln koeln",
        "zurich": "zuerich",
        "geneva": "geneve genf",
        "rome": "roma",
        "milan": "milano",
        "turin": "torino",
        "florence": "firenze",
        "prague": "praha",
        "warsaw": "warszawa",
        "lisbon": "lisboa",
        "copenhagen": "kobenhavn",
        "gothenburg": "goteborg",
        "brussels": "bruxelles brussel",
        "moscow": "moskva",
        "beijing": "peking",
    }.items()
    for word in words.split()
}

ALIAS = re.compile(
    r"\b(?:a\.?/?k\.?/?a\.?|f\.?/?k\.?/?a\.?|d\.?/?b\.?/?a\.?|t/a|formerly(?:\s+known\s+as)?"
    r"|previously(?:\s+known\s+as)?|now\s+known\s+as|doing\s+business\s+as|trading\s+as|trademark"
    r"|also\s+known\s+as|renamed(?:\s+to)?|vormals|ehemals|anciennement|already\s+known\s+as)"
    r"(?![\w.])|\((?:now|ex|former)\s"
    r"|又名|又称|亦称|曾用名|原名|原称|现名|以下简称|下称|简称|更名为|旧称",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"(?P<part>.+?)[\s,;:–—(（\[-]+(?:"
    r"(?:an?|the)\s+(?:wholly[\s-]owned\s+)?"
    r"(?:subsidiary|division|unit|affiliate|brand|part|member|business|branch)\s+of\s+"
    r"(?:the\s+)?(?P<of>[^)）\]]+)"
    r"|(?:wholly[\s-]owned\s+)?(?:subsidiary|division|part|affiliate)\s+of\s+"
    r"(?:the\s+)?(?P<bare>[^)）\]]+)"
    r"|an?\s+(?P<company>[^)）\],]+?)\s+(?:company|business|subsidiary|brand)"
    r"|by\s+(?P<by>[A-Z][^)）\]]+)"
    r"|(?:隶属于?|下属于)(?P<under>[^)）\]]+)"
    r"|(?P<owned>[^()（）\[\]\s]{2,}?)(?:的)?(?:全资子公司|控股子公司|子公司|旗下公司|旗下|下属公司|下属)"
    r")\s*[)）\]]?\.?$",
    re.IGNORECASE,
)
