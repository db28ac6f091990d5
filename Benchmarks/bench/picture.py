"""Time against accounts, both by powers of ten, as SVG."""
import math

COLOURS = {"account-sync": "#0061fe", "fzf": "#b35900", "sqlite3": "#5c5c5c", "visidata": "#6b2fa0"}
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 400, 70, 40, 50


def draw(path, points):
    """`points` are seconds by name and number of accounts."""
    sizes = sorted({size for times in points.values() for size in times})
    low = math.floor(math.log10(min(time for times in points.values() for time in times.values())))
    high = math.ceil(math.log10(max(time for times in points.values() for time in times.values())))

    def x(size):
        span = math.log10(sizes[-1] / sizes[0]) or 1
        return LEFT + (WIDTH - LEFT - 130) * math.log10(size / sizes[0]) / span

    def y(seconds):
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - math.log10(seconds)) / max(1, high - low)

    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
             f'<text x="{LEFT}" y="22">A letter of a filter, or a word, until what it finds is there (median)</text>']
    for power in range(low, high + 1):
        name = f"{10 ** power:g} s" if power >= 0 else f"{10 ** (power + 3):g} ms"
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - 130}" y1="{y(10 ** power):.0f}" y2="{y(10 ** power):.0f}" stroke="#ddd"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y(10 ** power) + 4:.0f}" text-anchor="end">{name}</text>')
    for size in sizes:
        lines.append(f'<text x="{x(size):.0f}" y="{HEIGHT - 25}" text-anchor="middle">{size:,}</text>')
    lines.append(f'<text x="{(LEFT + WIDTH - 130) / 2:.0f}" y="{HEIGHT - 6}" text-anchor="middle">accounts</text>')
    for name, times in points.items():
        places = [(x(size), y(times[size])) for size in sorted(times)]
        lines.append(f'<polyline fill="none" stroke-width="2" stroke="{COLOURS[name]}" points="'
                     + " ".join(f"{left:.0f},{top:.0f}" for left, top in places) + '"/>')
        for left, top in places:
            lines.append(f'<circle cx="{left:.0f}" cy="{top:.0f}" r="3" fill="{COLOURS[name]}"/>')
        lines.append(f'<text x="{places[-1][0] + 8:.0f}" y="{places[-1][1] + 4:.0f}" fill="{COLOURS[name]}">{name}</text>')
    path.write_text("\n".join(lines) + "\n</svg>\n", encoding="utf-8")
