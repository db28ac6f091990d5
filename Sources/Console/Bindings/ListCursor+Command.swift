import TextScreen

extension ListCursor {
    /// Moves as a command says, in a list that shows so many lines; any other command leaves it where it is.
    mutating func move(_ command: Command, height: Int) {
        switch command {
        case .up: up()
        case .down: down()
        case .pageUp: pageUp(height: height)
        case .pageDown: pageDown(height: height)
        case .top: home()
        case .bottom: end()
        default: break
        }
    }
}
