/// A first-in, first-out queue.
struct Queue: Sendable {
    private(set) var items: [Int]
    private var head = 0

    init(_ items: [Int]) { self.items = items }

    var isEmpty: Bool { head == items.count }

    mutating func append(_ item: Int) { items.append(item) }

    mutating func next() -> Int? {
        guard head < items.count else { return nil }
        defer { head += 1 }
        return items[head]
    }

    mutating func putBack(_ item: Int) {
        if head > 0 {
            head -= 1
            items[head] = item
        } else {
            items.insert(item, at: 0)
        }
    }
}
