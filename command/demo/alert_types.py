"""What people of the steppe ask for: the kinds of help a new installation starts with.

Mongolian words need a native reader's eye before they meet a herder.
"""

from typing import NamedTuple

from wire.words import ResponderKind as Kind

IN_UNIFORM = (Kind.PARTY, Kind.GOVERNMENT, Kind.MILITARY, Kind.POLICE)
PEACEMAKERS = (Kind.PARTY, Kind.GOVERNMENT, Kind.POLICE)
ALL: tuple[Kind, ...] = ()


class Sort(NamedTuple):
    """A kind of help. `kinds` empty: everybody may be sent; `names` in zh-Hans, en, mn-Cyrl, mn-Mong."""

    code: str
    level: int
    names: tuple[str, str, str, str]
    kinds: tuple[Kind, ...] = ALL
    skills: tuple[str, ...] = ()
    service: bool = False


SORTS = (
    Sort("whiteout", 1, ("白毛风迷路", "Whiteout, lost way", "Шуурганд төөрсөн", "ᠰᠢᠭᠤᠷᠭᠠᠨ ᠳᠤ ᠲᠥᠭᠡᠷᠢᠭᠰᠡᠨ")),
    Sort("medical", 1, ("伤病", "Medical", "Өвчин, гэмтэл", "ᠡᠪᠡᠳᠴᠢᠨ ᠭᠡᠮᠲᠡᠯ"), skills=("medical",)),
    Sort("lost_person", 1, ("人员走失", "Person missing", "Хүн алга болсон", "ᠬᠦᠮᠦᠨ ᠠᠯᠭ᠎ᠠ ᠪᠣᠯᠤᠭᠰᠠᠨ")),
    Sort("grass_fire", 1, ("草原火灾", "Grass fire", "Хээрийн түймэр", "ᠬᠡᠭᠡᠷ᠎ᠡ ᠶᠢᠨ ᠲᠦᠢᠮᠡᠷ")),
    Sort("vehicle_stuck", 2, ("车辆被困", "Vehicle stuck", "Машин суусан", "ᠮᠠᠰᠢᠨ ᠰᠠᠭᠤᠭᠰᠠᠨ")),
    Sort(
        "strangers",
        2,
        ("可疑人员或越境", "Strangers or border crossing", "Сэжигтэй хүн, хил зөрчсөн", "ᠰᠡᠵᠢᠭᠲᠡᠢ ᠬᠦᠮᠦᠨ"),
        kinds=IN_UNIFORM,
    ),
    Sort("theft", 2, ("盗窃", "Theft", "Хулгай", "ᠬᠤᠯᠠᠭᠠᠢ"), kinds=IN_UNIFORM),
    Sort("lost_livestock", 3, ("牲畜走失", "Livestock lost", "Мал алдсан", "ᠮᠠᠯ ᠠᠯᠳᠠᠭᠰᠠᠨ")),
    Sort("blizzard_fodder", 3, ("雪灾缺草料", "Blizzard, fodder", "Зуд, өвс тэжээл", "ᠵᠤᠳ ᠡᠪᠡᠰᠦ ᠲᠡᠵᠢᠭᠡᠯ")),
    Sort(
        "dispute",
        3,
        ("草场纠纷", "Pasture dispute", "Бэлчээрийн маргаан", "ᠪᠡᠯᠴᠢᠭᠡᠷ ᠦᠨ ᠮᠠᠷᠭᠤᠭᠠᠨ"),
        kinds=PEACEMAKERS,
    ),
    Sort("other", 3, ("其他", "Other", "Бусад", "ᠪᠤᠰᠤᠳ")),
    Sort("goods", 4, ("送物送药", "Goods or medicine", "Бараа, эм хүргэх", "ᠪᠠᠷᠠᠭ᠎ᠠ ᠡᠮ ᠬᠦᠷᠭᠡᠬᠦ"), service=True),
    Sort("papers", 4, ("办证", "Papers", "Бичиг баримт", "ᠪᠢᠴᠢᠭ ᠪᠠᠷᠢᠮᠲᠠ"), service=True),
    Sort("medicine", 4, ("送药", "Medicine", "Эм хүргэх", "ᠡᠮ ᠬᠦᠷᠭᠡᠬᠦ"), service=True),
    Sort("vet", 4, ("兽医", "Veterinary help", "Малын эмч", "ᠮᠠᠯ ᠤᠨ ᠡᠮᠴᠢ"), service=True),
    Sort("fodder", 4, ("草料", "Fodder", "Өвс тэжээл", "ᠡᠪᠡᠰᠦ ᠲᠡᠵᠢᠭᠡᠯ"), service=True),
    Sort("service_other", 4, ("其他服务", "Other service", "Бусад үйлчилгээ", "ᠪᠤᠰᠤᠳ ᠦᠢᠯᠡᠴᠢᠯᠡᠭᠡ"), service=True),
)
LANGUAGES = ("zh-Hans", "en", "mn-Cyrl", "mn-Mong")


def named(names: tuple[str, ...]) -> dict[str, str]:
    """Names in the order of LANGUAGES → by language; a missing last one is left out."""
    return dict(zip(LANGUAGES, names, strict=False))
