use local_media_stream::{
    Constrain, FacingMode, LocalMediaStream, MediaError, MediaStreamConstraints, MediaTrackConstraints,
    get_user_media,
};

pub async fn open() -> Result<LocalMediaStream, MediaError> {
    let constraints = MediaStreamConstraints::new().video(
        MediaTrackConstraints::new()
            .width(Constrain::min(320).and_ideal(1280))
            .height(Constrain::ideal(720))
            .frame_rate(Constrain::max(30))
            .facing_mode(FacingMode::User),
    );
    get_user_media(&constraints).await
}
