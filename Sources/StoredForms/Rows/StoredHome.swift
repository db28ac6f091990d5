package import Synchronizing

extension Home {
    package init(_ row: StoredRow) throws(Damage) {
        self.init(place: try row.json("place"), at: try row.date("at"), by: try row.optionalText("by"))
    }
}
