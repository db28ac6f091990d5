import Testing

/// The whole program on a real terminal; one after the other, since each looks at a clock or at the machine.
@Suite(.serialized) enum OneAtATime {}
