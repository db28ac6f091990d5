package enum WhyWords {
    package static let noWay = "there is no one place where it could be altered"
    package static let nothing = "There is nothing to explain any more."
}
