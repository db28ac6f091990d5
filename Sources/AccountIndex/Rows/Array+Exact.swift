extension Array {
    /// The same elements without room for more: `Array(_:)` of an array keeps its room.
    var exact: [Element] {
        [Element](unsafeUninitializedCapacity: count) { room, count in
            count = self.count
            _ = room.initialize(from: self)
        }
    }
}
