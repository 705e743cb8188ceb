//! `string_enum!`: the string enums of the specs.

/// Defines an enum for a string enum of a spec. A row is `/// doc` `Variant = "value",`. A value that this version of
/// the crate does not know becomes `Other`.
macro_rules! string_enum {
    (
        $(#[$outer:meta])*
        $name:ident { $( $(#[$inner:meta])* $variant:ident = $value:literal, )+ }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$inner])* $variant, )+
            /// A value that this version of the crate does not know.
            Other(::std::borrow::Cow<'static, str>),
        }

        impl $name {
            /// The known values in JavaScript.
            #[allow(dead_code)]
            pub(crate) const VALUES: &'static [&'static str] = &[$( $value, )+];

            /// Returns the value in JavaScript.
            pub fn as_str(&self) -> &str {
                match self {
                    $( $name::$variant => $value, )+
                    $name::Other(value) => value,
                }
            }

            /// Returns the value, borrowed for the known ones.
            #[allow(dead_code)]
            pub(crate) fn into_str(self) -> ::std::borrow::Cow<'static, str> {
                match self {
                    $( $name::$variant => ::std::borrow::Cow::Borrowed($value), )+
                    $name::Other(value) => value,
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $( $value => $name::$variant, )+
                    other => $name::Other(other.to_owned().into()),
                }
            }
        }

        /// Never fails: an unknown value becomes `Other`.
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok($name::from(value))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok($name::from(&*<::std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?))
            }
        }
    };
}
pub(crate) use string_enum;
