"""A book of accounts as CSV, the same for the same number: many scripts, 3 % resellers, one of them with 50,000 customers."""
import csv
import sys

HEADING = ["id", "code", "name", "type", "parent_code", "email", "country", "phone", "website", "contact_first_name",
           "contact_last_name", "address1", "address2", "city", "post_code", "state", "storefront"]

# Country, prefix of its phones, a word for domains, trades, legal forms, first names, last names, cities, a street.
PLACES = [
    ("DE", "+49", "baeckerei", ["Bäckerei", "Druckerei", "Apotheke", "Großhandel"], ["GmbH", "GmbH & Co. KG", "e. K."],
     ["Jürgen", "Käthe", "Björn", "Anna"], ["Müller", "Weiß", "Schröder", "Lange"], ["München", "Köln", "Gießen"], "Hauptstraße"),
    ("PL", "+48", "piekarnia", ["Piekarnia", "Księgarnia", "Drukarnia"], ["Sp. z o.o.", "S.A."],
     ["Łukasz", "Małgorzata", "Zbigniew"], ["Wiśniewski", "Dąbrowska", "Zieliński"], ["Łódź", "Kraków", "Gdańsk"], "ul. Długa"),
    ("DK", "+45", "bageri", ["Bageri", "Købmand", "Hotel"], ["A/S", "ApS"],
     ["Søren", "Åse", "Jørgen"], ["Sørensen", "Østergaard", "Møller"], ["København", "Århus", "Odense"], "Nørregade"),
    ("FR", "+33", "boulangerie", ["Boulangerie", "Hôtel", "Société"], ["SARL", "S.A.", "& Fils"],
     ["Renée", "François", "Zoë"], ["Lefèvre", "Dupont", "Citroën"], ["Orléans", "Nîmes", "Lyon"], "rue de l’Église"),
    ("GR", "+30", "fournos", ["Φούρνος", "Ξενοδοχείο", "Τυπογραφείο"], ["Α.Ε.", "Ε.Π.Ε."],
     ["Ἄννα", "Γιώργος", "Ελένη"], ["Παπαδόπουλος", "Οικονόμου", "Βασιλείου"], ["Αθήνα", "Πάτρα", "Θεσσαλονίκη"], "Οδός Ερμού"),
    ("BG", "+359", "pekarna", ["Пекарна", "Хотел", "Печатница"], ["ООД", "ЕООД", "АД"],
     ["Иван", "Мария", "Георги"], ["Иванов", "Петрова", "Димитров"], ["София", "Пловдив", "Варна"], "ул. Шипка"),
    ("JP", "+81", "panya", ["山田商店", "東京印刷", "カフェ さくら"], ["株式会社", "有限会社"],
     ["太郎", "花子", "健"], ["山田", "佐藤", "鈴木"], ["東京都", "大阪市", "札幌市"], "丸の内"),
    ("IL", "+972", "mafia", ["מאפיית", "מלון", "דפוס"], ["בע״מ"],
     ["דוד", "רחל", "יוסף"], ["כהן", "לוי", "מזרחי"], ["תל אביב", "חיפה", "ירושלים"], "רחוב הרצל"),
    ("US", "+1", "bakery", ["Bakery", "Printing", "Hotel", "Supply"], ["Inc.", "LLC", "Ltd"],
     ["Mary", "James", "Zoe"], ["O'Connor", "Smith", "Johnson"], ["Portland", "Boston", "Austin"], "Main Street"),
    ("GB", "+44", "books", ["Books", "Bakers", "Hotel", "Plumbing"], ["Ltd", "plc", "& Sons"],
     ["Oliver", "Amelia", "Siân"], ["Taylor", "Davies", "Wright"], ["London", "Leeds", "Cardiff"], "High Street"),
]
MAILBOXES = ["info", "office", "it", "einkauf", "admin", "hello", "ops", "support", "b.lange"]
LARGEST = 50_000


class Dice:
    """The same numbers on every machine and in every version of Python."""

    def __init__(self):
        self.state = 20_261_126

    def below(self, limit):
        self.state = (self.state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) & 0xFFFF_FFFF_FFFF_FFFF
        return (self.state >> 33) % limit

    def pick(self, values):
        return values[self.below(len(values))]


def accounts(count):
    """The rows below the heading: direct customers, then each reseller with its customers."""
    dice = Dice()
    resellers, direct = max(1, count * 3 // 100), count // 10
    customers = count - resellers - direct
    largest = min(LARGEST, customers // 3)
    number = 0
    for _ in range(direct):
        yield account(dice, number, f"DK-{100_000 + number}", "customer", "")
        number += 1
    left = customers - largest
    for reseller in range(resellers):
        code = f"RES-{10_000 + reseller}"
        yield account(dice, number, code, "reseller", "")
        number += 1
        own = left // (resellers - reseller)
        left -= own
        if reseller == resellers // 2:
            own += largest
        for _ in range(own):
            yield account(dice, number, f"KD-{1_000_000 + number}", "customer", code)
            number += 1


def account(dice, number, code, kind, parent):
    country, dial, latin, trades, forms, firsts, lasts, cities, street = dice.pick(PLACES)
    last = dice.pick(lasts)
    name = f"{dice.pick(trades)} {last} {number % 997} {dice.pick(forms)}"
    domain = f"{latin}-{number % 7919}.example"
    email = "" if number % 50 == 0 else f"{dice.pick(MAILBOXES)}.{number}@{domain}"
    phone = f"{dial} {100 + dice.below(900)} {1_000_000 + dice.below(9_000_000)}"
    return [50_000 + number * 3, code, name, kind, parent, email, "UK" if number % 300 == 0 else country, phone,
            f"https://www.{domain}/", dice.pick(firsts), last, f"{street} {1 + dice.below(200)}", "", dice.pick(cities),
            f"{10_000 + dice.below(90_000)}", "", "true" if number % 17 == 0 else "false"]


def write(path, count):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(accounts(count))
    return path


if __name__ == "__main__":
    write(sys.argv[2], int(sys.argv[1]))
