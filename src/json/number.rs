//! Parsing of short decimal numbers. `str::parse::<f64>` would add more bytes than the rest of this crate.

/// Returns whether a byte can be part of a JSON number.
pub(super) fn is_number_byte(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

/// Parses the number at the start of a text, and returns it with its length in bytes. `None` for a number with an
/// exponent, or with more digits than browsers commonly write.
///
/// The digits are read as one integer, which is divided by a power of ten that is exact as `f64`.
pub(super) fn parse_short(bytes: &[u8]) -> Option<(f64, usize)> {
    /// The limit below which a further digit cannot overflow.
    const MAX_DIGITS: i64 = 100_000_000_000_000_000;
    /// The greatest power of ten that is exact as `f64`.
    const MAX_POWER: f64 = 1e22;

    let is_negative = bytes.first() == Some(&b'-');
    let mut digits: i64 = 0;
    let mut power = None;
    let mut length = usize::from(is_negative);
    let mut has_digits = false;
    while let Some(&byte) = bytes.get(length) {
        if byte.is_ascii_digit() && digits < MAX_DIGITS {
            digits = digits * 10 + i64::from(byte - b'0');
            power = power.map(|power| power * 10.0);
            has_digits = true;
        } else if byte == b'.' && power.is_none() {
            power = Some(1.0);
        } else if is_number_byte(byte) {
            return None;
        } else {
            break;
        }
        length += 1;
    }
    let number = match power {
        _ if !has_digits => return None,
        Some(power) if power > MAX_POWER => return None,
        Some(power) => divide(digits, power)?,
        // The only rounding, to the nearest `f64`.
        None => digits as f64,
    };
    Some((if is_negative { -number } else { number }, length))
}

/// Returns the `f64` nearest to the quotient. `None` if another one may be as near. `power` must be exact; `digits`
/// may have more bits than an `f64`.
fn divide(digits: i64, power: f64) -> Option<f64> {
    // Each rounding is off by less than EPSILON, and the remainder below is rounded three times.
    const UNCERTAINTY: f64 = 4.0 * f64::EPSILON;
    const EXACT: i64 = 1 << 53;

    let high = digits as f64;
    if digits < EXACT {
        // Both operands are exact, so the division rounds once.
        return Some(high / power);
    }
    let low = (digits - high as i64) as f64;
    let quotient = high / power;
    // The remainder of the division, without rounding: halves of the factors have exact products (Dekker).
    let ((a, b), (c, d)) = (split(quotient), split(power));
    let product = quotient * power;
    let rounded = ((a * c - product) + a * d + b * c) + b * d;
    let rest = (high - product - rounded + low) / power;
    let number = quotient + rest;
    let is_certain =
        quotient + rest * (1.0 + UNCERTAINTY) == number && quotient + rest * (1.0 - UNCERTAINTY) == number;
    is_certain.then_some(number)
}

/// Splits a number into a sum of two with half as many bits (Veltkamp).
fn split(number: f64) -> (f64, f64) {
    const SPLIT: f64 = 134_217_729.0;
    let scaled = number * SPLIT;
    let upper = scaled - (scaled - number);
    (upper, number - upper)
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn std_parse(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    proptest! {
        #[test]
        fn short_numbers_are_exact(
            any in any::<f64>(),
            near in -1e5_f64..1e5,
            digits in 0..1_000_000_000_000_000_000_u64,
            decimals in 1..=22_usize,
        ) {
            let padded = format!("{digits:0>width$}", width = decimals + 1);
            let (integer, fraction) = padded.split_at(padded.len() - decimals);
            let texts: [String; 3] = [any.to_string(), near.to_string(), format!("{integer}.{fraction}")];
            for text in texts {
                if let Some((short, length)) = parse_short(text.as_bytes()) {
                    prop_assert_eq!(length, text.len());
                    prop_assert_eq!(short.to_bits(), std_parse(&text).to_bits(), "{}", text);
                }
            }
        }
    }

    #[test]
    fn common_numbers_are_short() {
        for text in [
            "0",
            "640",
            "-0",
            "29.97",
            "0.01",
            "1.7777777",
            "9007199254740992",
            "9007199254740993.5",
            "1.3333333333333333",
            "17.777777777777777",
            "0.000462962962962963",
            "29.970029830932617",
            "123456789012345678",
            "-162.5",
        ] {
            let expected = Some((std_parse(text), text.len()));
            assert_eq!(parse_short(text.as_bytes()), expected, "{text}");
        }
        for text in [
            "",
            "-",
            "1e5",
            "9007199254740993.0",
            "1234567890123456789",
            "1.2.3",
        ] {
            assert_eq!(parse_short(text.as_bytes()), None, "{text}");
        }
    }
}
