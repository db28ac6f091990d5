import TextScreen

extension ListPane {
    /// Moves as a command says; any other command leaves the cursor where it is.
    mutating func move(_ command: Command) { move { [height = height ?? count] in $0.move(command, height: height) } }
}

extension ListCursor {
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
